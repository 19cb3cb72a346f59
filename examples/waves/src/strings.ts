import type { BookStrings } from '@cellgraph/notebook'

/** What the book says of itself, in each of its languages. */
const strings: Record<string, BookStrings> = {
  en: { site: 'A Notebook of Waves', license: 'Text under CC BY 4.0, code under the MIT licence.' },
  zh: { site: '波的笔记', license: '文字采用 CC BY 4.0 许可，代码采用 MIT 许可证。' },
}
export default strings
