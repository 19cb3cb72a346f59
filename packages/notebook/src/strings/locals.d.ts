declare namespace App {
  interface Locals {
    /** The language of the page, for the words of the components on it. Missing: English. */
    language?: string
  }
}
