export { createDocument } from './create-document.ts'
export { installDocument } from './install-document.ts'
