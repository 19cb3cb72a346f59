/** A circle of a radius. */
export function circle({ radius }: { radius: number }): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
  mark.setAttribute('r', String(radius))
  svg.append(mark)
  return svg
}
