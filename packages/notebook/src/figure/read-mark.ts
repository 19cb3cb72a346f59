import { readAttribute, readMarkTexts, type MarkData, type Marked } from './marks.ts'
import { readTrack } from './track.ts'

/** Reads a mark's data from its attributes. An invalid track is undefined. */
export function readMark(element: Marked): MarkData {
  return {
    ...readMarkTexts(element),
    drag: readAttribute(element, 'drag'),
    indices: readAttribute(element, 'indices')?.split(' ').map(Number),
    track: readTrack(readAttribute(element, 'track') ?? ''),
  }
}
