/** What the book says of itself, in each of its languages. */
export default {
  en: {
    site: 'Softmax Notebook',
    license: 'Text and figures under CC BY 4.0, code under the MIT licence.',
  },
}
