/** The words of the buttons under a cell that plays, in each language that the book has. */
export interface PlaybackWords {
  play: string
  pause: string
  step: string
  restart: string
  /** What screen readers call the buttons together. */
  group: (cell: string) => string
  /** What they call one of them. */
  button: (word: string, cell: string) => string
  /** How far it is. */
  at: (steps: string, ended: boolean) => string
  notLoaded: string
}

const en: PlaybackWords = {
  play: 'Play',
  pause: 'Pause',
  step: 'Step',
  restart: 'Restart',
  group: (cell) => `Play cell ${cell}`,
  button: (word, cell) => `${word} ${cell}`,
  at: (steps, ended) => `step ${steps}${ended ? ', the end' : ''}`,
  notLoaded: 'What computes this page could not be loaded: check the connection, then try again.',
}

const words: Readonly<Record<string, PlaybackWords>> = { en }

/** The words in a language, in English where the book has none of its own. */
export function playbackWords(language: string): PlaybackWords {
  return words[language] ?? en
}
