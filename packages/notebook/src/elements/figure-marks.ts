/** What readers can do with the marks of figures: drag them, and read their tips. */
import './handles.ts'
import './tips.ts'
