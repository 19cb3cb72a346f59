interface Bar {
  label: string
  value: number
}

/** Bars, one for each value. */
export function barChart(bars: readonly Bar[], { width }: { width: number }): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('width', String(width))
  for (const { label, value } of bars) {
    const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    bar.setAttribute('width', String(value * width))
    bar.setAttribute('data-label', label.toUpperCase())
    svg.append(bar)
  }
  return svg
}
