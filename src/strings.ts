/** What the book says of itself, in each of its languages. */
export default {
  en: {
    site: 'Softmax Notebook',
    license: 'Text and figures under CC\u00a0BY\u00a04.0, code under the MIT licence.',
  },
}
