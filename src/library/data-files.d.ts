/** A data file is its text, unpacked (`packages/notebook/src/hosts/data`). */
declare module '*.csv.gz' {
  const text: string
  export default text
}
declare module '*.csv' {
  const text: string
  export default text
}
