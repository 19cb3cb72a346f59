import * as Plot from '@observablehq/plot'
import type { GeoPermissibleObjects } from 'd3'

/** One figure a mark or option of Plot, by name. None reads the clock, chance or a file. */
export const figures: Record<string, (document: Document) => Element> = {
  bars: drawn({ marks: [Plot.barY(letters(), { x: 'letter', y: 'share' }), Plot.ruleY([0])] }),
  'bars sorted and coloured, with a legend of swatches': drawn({
    color: { legend: true },
    marks: [Plot.barX(letters(), { x: 'share', y: 'letter', fill: 'kind', sort: { y: '-x' } })],
  }),
  'swatches in columns': drawn({
    color: { legend: true, columns: '2' } as Plot.ScaleOptions,
    marks: [Plot.cellX(letters(), { x: 'letter', fill: 'letter' })],
  }),
  'a legend of symbols': drawn({
    symbol: { legend: true },
    marks: [Plot.dot(points(), { x: 'x', y: 'y', symbol: 'group' })],
  }),
  'stacked bars with gaps and rounded corners': drawn({
    marks: [Plot.barY(letters(), { x: 'kind', y: 'share', fill: 'letter', inset: 1, rx: 3 })],
  }),
  'a line': drawn({
    marks: [Plot.line(wave(), { x: 'x', y: 'y', stroke: 'steelblue', strokeWidth: 2 })],
  }),
  'lines by group with a curve': drawn({
    marks: [
      Plot.lineY(points(), { x: 'x', y: 'y', z: 'group', curve: 'catmull-rom', marker: 'circle' }),
    ],
  }),
  'a line of changing colour': drawn({
    marks: [Plot.line(wave(), { x: 'x', y: 'y', stroke: 'y', z: null })],
  }),
  'an area': drawn({
    marks: [
      Plot.areaY(wave(), { x: 'x', y: 'y', fillOpacity: 0.3 }),
      Plot.lineY(wave(), { x: 'x', y: 'y' }),
    ],
  }),
  'an area between two lines': drawn({ marks: [Plot.area(wave(), { x1: 'x', y1: 'y', y2: 'z' })] }),
  dots: drawn({ marks: [Plot.dot(points(), { x: 'x', y: 'y', fill: 'group', r: 'size' })] }),
  'dots with title, link and target': drawn({
    marks: [
      Plot.dot(points(), {
        x: 'x',
        y: 'y',
        title: (d: Point) => `<${d.group}> & "${d.x}"`,
        href: () => '#there?a=1&b=2',
        target: '_blank',
        ariaLabel: 'group',
      }),
    ],
  }),
  'circles and hexagons': drawn({
    marks: [Plot.circle(points(), { x: 'x', y: 'y' }), Plot.hexagon(points(), { x: 'y', y: 'x' })],
  }),
  'rectangles of a histogram': drawn({
    marks: [Plot.rectY(points(), Plot.binX({ y: 'count' }, { x: 'x' })), Plot.ruleY([0])],
  }),
  'a heat map': drawn({
    marks: [
      Plot.cell(cells(), { x: 'column', y: 'row', fill: 'value' }),
      Plot.text(cells(), { x: 'column', y: 'row', text: 'value', fill: 'white' }),
    ],
  }),
  'ticks and rules': drawn({
    marks: [
      Plot.tickX(points(), { x: 'x', y: 'group' }),
      Plot.ruleX([1, 2], { stroke: 'red', strokeDasharray: '2,4' }),
      Plot.tickY(points(), { y: 'y', strokeOpacity: 0.5 }),
    ],
  }),
  'links, arrows and vectors': drawn({
    marks: [
      Plot.link(wave(), { x1: 'x', x2: 'y', y1: 'y', y2: 'z', markerEnd: 'arrow' }),
      Plot.arrow(wave(), { x1: 'x', x2: 'z', y1: 'z', y2: 'y', bend: true }),
      Plot.vector(wave(), { x: 'x', y: 'y', rotate: 'z', length: 'y' }),
      Plot.spike(wave(), { x: 'x', y: 'y', length: 'z' }),
    ],
  }),
  'all markers': drawn({
    marks: [
      Plot.line(wave(), {
        x: 'x',
        y: 'y',
        markerStart: 'dot',
        markerMid: 'tick',
        markerEnd: 'arrow-reverse',
        stroke: 'red',
      }),
    ],
  }),
  'text of many lines': drawn({
    marks: [
      Plot.text(['A softmax turns scores into shares & keeps <order>.\n\nIt is smooth.'], {
        frameAnchor: 'middle',
        lineWidth: 12,
        lineAnchor: 'top',
        fontSize: 14,
        fontStyle: 'italic',
      }),
    ],
  }),
  'text that is cut off': drawn({
    marks: [
      Plot.text(['a rather long sentence that does not fit'], {
        frameAnchor: 'left',
        lineWidth: 8,
        textOverflow: 'ellipsis',
        rotate: 30,
        monospace: true,
      }),
    ],
  }),
  images: drawn({
    marks: [
      Plot.image(points(), {
        x: 'x',
        y: 'y',
        src: () => 'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
        width: 20,
        r: 10,
        preserveAspectRatio: 'none',
      }),
    ],
  }),
  'a frame and a grid': drawn({
    grid: true,
    inset: 10,
    marks: [
      Plot.frame({ anchor: 'left' }),
      Plot.frame({ rx: 5 }),
      Plot.dot(points(), { x: 'x', y: 'y' }),
    ],
  }),
  'axes and grids by hand': drawn({
    x: { label: 'across →', tickRotate: 45 },
    y: { axis: 'right', percent: true, ticks: 4 },
    marks: [
      Plot.axisX({ anchor: 'top', tickSize: 3, color: 'red' }),
      Plot.axisY({ label: null, textStroke: 'white' }),
      Plot.gridX({ strokeDasharray: '1 2', interval: 1 }),
      Plot.gridY({ stroke: 'white' }),
      Plot.line(wave(), { x: 'x', y: 'y' }),
    ],
  }),
  'a log scale': drawn({
    x: { type: 'log', tickFormat: '~s' },
    marks: [Plot.ruleX([1, 10, 1000])],
  }),
  'a time scale': drawn({
    marks: [Plot.line(wave(), { x: (d: Wave) => new Date(Date.UTC(2024, d.x, 1)), y: 'y' })],
  }),
  'no axes': drawn({
    axis: null,
    height: 100,
    margin: 0,
    marks: [Plot.dotX(points(), { x: 'x' })],
  }),
  'facets across and down': drawn({
    fy: { label: 'group' },
    facet: { marginRight: 60 },
    marks: [
      Plot.frame(),
      Plot.dot(points(), { x: 'x', y: 'y', fy: 'group', fx: (d: Point) => d.x > 2 }),
    ],
  }),
  'facets with a mark for all': drawn({
    facet: { data: points(), x: 'group' },
    marks: [
      Plot.dot(points(), { x: 'x', y: 'y', facet: 'exclude', fill: '#ddd' }),
      Plot.dot(points(), { x: 'x', y: 'y' }),
      Plot.text(['note'], { frameAnchor: 'top', facet: 'super' }),
    ],
  }),
  'clipping to the frame': drawn({
    clip: true,
    x: { domain: [1, 2] },
    marks: [
      Plot.line(wave(), { x: 'x', y: 'y' }),
      Plot.areaY(wave(), { x: 'x', y: 'z', clip: 'frame' }),
    ],
  }),
  'a map': drawn({
    projection: 'equal-earth',
    marks: [
      Plot.sphere({ stroke: 'black' }),
      Plot.graticule(),
      Plot.geo(triangle(), { fill: 'teal', clip: 'sphere' }),
      Plot.dot([[10, 20]], { r: 4 }),
    ],
  }),
  'centroids of a map': drawn({
    projection: { type: 'mercator', domain: triangle() },
    marks: [Plot.geo(triangle()), Plot.dot([triangle()], Plot.centroid({ tip: true }))],
  }),
  'contours of a function': drawn({
    color: { type: 'linear' },
    marks: [
      Plot.contour({
        fill: (x: number, y: number) => x * x - y,
        x1: 0,
        x2: 2,
        y1: 0,
        y2: 2,
        pixelSize: 20,
        thresholds: 5,
      }),
    ],
  }),
  'contours of samples': drawn({
    marks: [
      Plot.contour(points(), {
        x: 'x',
        y: 'y',
        stroke: 'size',
        interpolate: 'nearest',
        pixelSize: 20,
      }),
    ],
  }),
  density: drawn({
    marks: [Plot.density(points(), { x: 'x', y: 'y', fill: 'density', bandwidth: 30 })],
  }),
  'voronoi, delaunay and hulls': drawn({
    marks: [
      Plot.voronoi(points(), { x: 'x', y: 'y', fill: 'group', fillOpacity: 0.2 }),
      Plot.voronoiMesh(points(), { x: 'x', y: 'y' }),
      Plot.delaunayLink(points(), { x: 'x', y: 'y' }),
      Plot.delaunayMesh(points(), { x: 'x', y: 'y' }),
      Plot.hull(points(), { x: 'x', y: 'y', stroke: 'group' }),
    ],
  }),
  'hexagonal bins': drawn({
    marks: [
      Plot.hexgrid(),
      Plot.dot(
        points(),
        Plot.hexbin({ fill: 'count' }, { x: 'x', y: 'y', binWidth: 60, symbol: 'hexagon' }),
      ),
    ],
  }),
  'box plots': drawn({ marks: [Plot.boxX(points(), { x: 'x', y: 'group' })] }),
  'regression with its band': drawn({
    marks: [
      Plot.dot(points(), { x: 'x', y: 'y' }),
      Plot.linearRegressionY(points(), { x: 'x', y: 'y', stroke: 'red' }),
    ],
  }),
  'a moving average and its band': drawn({
    marks: [
      Plot.bollingerY(wave(), { x: 'x', y: 'y', n: 3 }),
      Plot.lineY(wave(), Plot.windowY({ k: 2 }, { x: 'x', y: 'y' })),
    ],
  }),
  'the difference of two lines': drawn({
    marks: [Plot.differenceY(wave(), { x: 'x', y1: 'y', y2: 'z' })],
  }),
  'a tree': drawn({
    axis: null,
    marks: [
      Plot.tree(['a/b', 'a/c/d', 'a/c/e'], { textStroke: 'white' }),
      Plot.cluster(['a/b', 'a/c']),
    ],
  }),
  waffles: drawn({
    marks: [
      Plot.waffleY(letters(), {
        x: 'kind',
        y: (d: Letter) => d.share * 100,
        fill: 'letter',
        rx: '100%',
        title: 'letter',
      }),
    ],
  }),
  'dodged and jittered dots': drawn({
    marks: [Plot.dotX(points(), Plot.dodgeY({ x: 'x', fill: 'group' }))],
  }),
  'tips that wait for a pointer': drawn({
    marks: [
      Plot.dot(points(), { x: 'x', y: 'y', tip: true }),
      Plot.crosshair(points(), { x: 'x', y: 'y' }),
    ],
  }),
  'a tip that stays': drawn({
    marks: [
      Plot.tip(points().slice(0, 2), {
        x: 'x',
        y: 'y',
        channels: { group: 'group', size: { value: 'size', label: 'how large' } },
        anchor: 'bottom',
        format: { y: '.3f' },
      }),
    ],
  }),
  'a tip with a title of its own': drawn({
    marks: [Plot.tip(['one & two\nthree'], { x: 1, y: 1, title: (d: string) => d })],
  }),
  'title, subtitle and caption': drawn({
    title: 'Shares < 1',
    subtitle: 'of letters & more',
    caption: '“quoted”',
    marks: [Plot.frame()],
  }),
  'style as an object': drawn({
    style: { background: '#fff', fontSize: '14px', overflow: 'visible' },
    marks: [Plot.frame()],
  }),
  'a class name, labels for readers and a style on marks': drawn({
    className: 'mine',
    ariaLabel: 'A "figure"',
    ariaDescription: 'of <nothing>',
    marks: [
      Plot.dot(points(), {
        x: 'x',
        y: 'y',
        className: 'dots',
        mixBlendMode: 'multiply',
        opacity: 0.5,
        shapeRendering: 'crispEdges',
        paintOrder: 'stroke',
        imageFilter: 'blur(2px)',
        dx: 3,
      }),
    ],
  }),
  'a threshold scale with a ramp': drawn({
    color: { type: 'threshold', domain: [1, 2], legend: true, label: 'how many' },
    marks: [Plot.dot(points(), { x: 'x', y: 'y', fill: 'x' })],
  }),
  'an ordinal scale with a ramp': drawn({
    color: { type: 'ordinal', legend: 'ramp' },
    marks: [Plot.dot(points(), { x: 'x', y: 'y', fill: 'group' })],
  }),
  'a figure that warns': drawn({ marks: [Plot.dot(points(), { x: () => '2', y: 'y' })] }),
  'marks that draw themselves': (document) =>
    Plot.barY(letters(), { x: 'letter', y: 'share' }).plot({
      document,
      marginLeft: 60,
      width: 300,
    }),
  'a figure that Plot chooses': (document) =>
    Plot.auto(points(), { x: 'x', y: 'y', color: 'group' }).plot({ document }),
  'a histogram that Plot chooses': (document) =>
    Plot.auto(points(), { x: 'x', mark: 'bar' }).plot({ document, color: { legend: true } }),
  'a legend alone': (document) =>
    Plot.legend({ color: { type: 'categorical', domain: ['a', 'b'] }, document } as object),
  'a legend asked of a figure': (document) =>
    Plot.plot({ document, marks: [Plot.dot(points(), { x: 'x', y: 'y', fill: 'group' })] }).legend(
      'color',
    )!,
}

interface Letter {
  letter: string
  kind: string
  share: number
}

interface Point {
  x: number
  y: number
  size: number
  group: string
}

interface Wave {
  x: number
  y: number
  z: number
}

function drawn(options: Plot.PlotOptions): (document: Document) => Element {
  return (document) => Plot.plot({ ...options, document })
}

export function letters(): Letter[] {
  return ['A', 'E', 'T', 'S'].map((letter, i) => ({
    letter,
    kind: i < 2 ? 'vowel' : 'consonant',
    share: (i + 2) / 20,
  }))
}

export function points(): Point[] {
  return Array.from({ length: 24 }, (_, i) => ({
    x: (i * 7) % 5,
    y: Math.cos(i),
    size: (i % 4) + 1,
    group: 'abc'[i % 3],
  }))
}

function wave(): Wave[] {
  return Array.from({ length: 8 }, (_, i) => ({
    x: i,
    y: Math.sin(i / 2) + 2,
    z: Math.cos(i / 2) + 2,
  }))
}

function cells() {
  return Array.from({ length: 9 }, (_, i) => ({ column: i % 3, row: Math.floor(i / 3), value: i }))
}

function triangle(): GeoPermissibleObjects {
  return {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [0, 40],
          [40, 0],
          [0, 0],
        ],
      ],
    },
  } as unknown as GeoPermissibleObjects
}
