/** What the book says of itself, in each of its languages. */
export default {
  en: {
    site: 'Softmax Notebook',
    license: 'Text and figures under CC\u00a0BY\u00a04.0, code under the MIT licence.',
  },
  zh: {
    site: 'Softmax 笔记本',
    license: '文字与图采用 CC\u00a0BY\u00a04.0，代码采用 MIT 许可证。',
  },
}
