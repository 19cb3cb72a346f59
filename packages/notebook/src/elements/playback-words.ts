/** The words of the buttons under a cell that plays, in each language that the book has. */
export interface PlaybackWords {
  play: string
  pause: string
  step: string
  restart: string
  /** The accessible name of the group of buttons. */
  group: (cell: string) => string
  /** The accessible name of one button. */
  button: (word: string, cell: string) => string
  /** How many steps it has gone. */
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
