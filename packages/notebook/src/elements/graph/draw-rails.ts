import { layRails, toPath, type Node } from './rails.ts'

/** The height of a row, as in `graph.css`. */
const row = 36

/** Of more nodes than this the lines would be a grey area: the words of the list are left. */
const mostNodes = 400

const svg = 'http://www.w3.org/2000/svg'

/** The lines of a graph as a drawing that stands beside its rows. */
export function drawRails(nodes: readonly Node[]): SVGElement {
  const { edges, lanes } = layRails(nodes.length > mostNodes ? [] : nodes)
  const gap = Math.max(3, Math.min(12, 120 / lanes))
  const width = Math.ceil(lanes * gap) + 16
  const drawing = document.createElementNS(svg, 'svg')
  drawing.setAttribute('width', String(width + 2))
  drawing.setAttribute('height', String(nodes.length * row))
  for (const edge of edges) {
    const line = document.createElementNS(svg, 'path')
    line.setAttribute('d', toPath(edge, { row, gap, width }))
    line.dataset['from'] = String(edge.from)
    line.dataset['to'] = String(edge.to)
    drawing.append(line)
  }
  return drawing
}
