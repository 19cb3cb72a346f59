import Inventory from './Inventory.astro'
import SpecialValues from './SpecialValues.astro'
import WorstErrors from './WorstErrors.astro'

/** The book's own components, besides `<TestCounts />`, which becomes a table before its page is rendered. */
export const components = { Inventory, SpecialValues, WorstErrors }
