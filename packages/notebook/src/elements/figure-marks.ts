/** What marks of figures do: they are dragged, tell their tips, and glide to where they are drawn anew. */
import './glide.ts'
import './handles.ts'
import './tips.ts'
