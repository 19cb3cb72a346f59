import HopTable from './HopTable.astro'
import Inventory from './Inventory.astro'
import SpecialValues from './SpecialValues.astro'
import SpeedRun from './SpeedRun.astro'
import SpeedTable from './SpeedTable.astro'
import WorstErrors from './WorstErrors.astro'

/** The book's own components, besides `<TestCounts />`, which becomes a table before its page is rendered. */
export const components = {
  HopTable,
  Inventory,
  SpecialValues,
  SpeedRun,
  SpeedTable,
  WorstErrors,
}
