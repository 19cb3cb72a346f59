/** What is told of the mistakes in cells; of the others, see `mistakes-told.test.ts`. */
import { ofCells, testFixtures } from './fixtures.ts'

testFixtures(ofCells)
