/** What readers do with marks of figures, by the data on them: drag them, and have them tell their numbers. */
import './handles.ts'
import './tips.ts'
