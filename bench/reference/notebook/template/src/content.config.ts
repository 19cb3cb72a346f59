export { collections } from '@cellgraph/notebook/content'
