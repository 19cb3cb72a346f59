import * as d3 from 'd3'
import { html, svg } from 'htl'

/** One program a cell's author may write, by name: d3 and htl against the global document. */
export const programs: Record<string, () => Element> = {
  'a bar chart with an axis': () => {
    const x = d3.scaleBand(['a', 'b', 'c'], [0, 90])
    const root = d3.create('svg').attr('viewBox', [0, 0, 100, 100] as never)
    root
      .append('g')
      .attr('fill', 'steelblue')
      .selectAll()
      .data([1, 2, 3])
      .join('rect')
      .attr('x', (_, i) => 30 * i)
      .attr('height', (d) => 10 * d)
    root
      .append('g')
      .attr('transform', 'translate(0,90)')
      .call(d3.axisBottom(x))
      .call((g) => g.select('.domain').remove())
    return root.node()!
  },
  'an axis with rewritten ticks': () => {
    const root = d3.create('svg')
    root
      .append('g')
      .call(d3.axisLeft(d3.scaleLinear([0, 1], [100, 0])).ticks(4, '%'))
      .call((g) => g.selectAll('.tick line').clone().attr('x2', 80).attr('stroke-opacity', 0.1))
    return root.node()!
  },
  'a table by nested joins': () => {
    const table = d3.create('table')
    table
      .append('tbody')
      .selectAll('tr')
      .data([
        [1, 2],
        [3, 4],
      ])
      .join('tr')
      .selectAll('td')
      .data((row) => row)
      .join('td')
      .text((d) => d)
    table.selectAll('tr:nth-child(even)').classed('striped', true)
    return table.node()!
  },
  'a join that enters, updates and exits': () => {
    const list = d3.create('ul')
    const show = (words: string[]) =>
      list
        .selectAll<HTMLLIElement, string>('li')
        .data(words, (d) => d)
        .join(
          (enter) =>
            enter
              .append('li')
              .attr('class', 'new')
              .text((d) => d),
          (update) => update.attr('class', 'old'),
          (exit) => exit.remove(),
        )
    show(['a', 'b', 'c'])
    show(['d', 'c', 'a'])
    return list.node()!
  },
  'sorting, raising and lowering': () => {
    const root = d3.create('svg')
    root
      .selectAll('circle')
      .data([3, 1, 2])
      .join('circle')
      .attr('r', (d) => d)
      .sort((a, b) => a - b)
    root.select('circle').raise()
    root
      .selectAll('circle')
      .filter((d) => d === 3)
      .lower()
    return root.node()!
  },
  'styles, set and removed': () => {
    const root = d3
      .create('p')
      .style('color', 'red')
      .style('font-size', (_: unknown) => '12px')
      .style('margin', '0 auto')
      .style('color', null)
    return root.attr('data-size', root.style('margin')).node()!
  },
  classes: () => {
    const root = d3.create('div').attr('class', 'a b').classed('c d', true).classed('a', false)
    return root.attr('title', String(root.classed('b c'))).node()!
  },
  'text and markup': () => {
    const root = d3.create('div')
    root.append('p').text('<b>1 & 2</b>')
    root.append('p').html('<b>1 &amp; 2</b><br>next')
    return root.attr('title', root.select('b').text()).node()!
  },
  'inserting before': () => {
    const root = d3.create('div')
    root.append('p').attr('class', 'last')
    root.insert('p', '.last').text('first')
    root.insert('hr', ':first-child')
    return root.node()!
  },
  'attributes by function, in a namespace and removed': () => {
    const root = d3
      .create('svg')
      .attr('xmlns', 'http://www.w3.org/2000/svg')
      .attr('width', 3)
      .attr('height', 4)
    root
      .append('use')
      .attr('xlink:href', '#a')
      .attr('x', () => null)
    return root
      .attr('height', null)
      .attr('id', (_: unknown) => root.attr('width'))
      .node()!
  },
  'HTML inside SVG': () => {
    const root = d3.create('svg')
    root
      .append('foreignObject')
      .attr('width', 10)
      .append('xhtml:div')
      .append('input')
      .attr('disabled', 'disabled')
    return root.node()!
  },
  'selecting with many selectors': () => {
    const root = d3.create('svg').attr('id', 'root')
    const group = root.append('g').attr('class', 'marks big').attr('data-kind', 'bar')
    group.selectAll().data([1, 2, 3]).join('rect')
    root.append('rect')
    const selectors = [
      'g > rect',
      '#root rect',
      '.marks.big',
      '[data-kind]',
      '[data-kind="bar"] > rect',
      'g, rect',
      'rect:first-child',
      'rect:last-child',
      'rect:not(:first-child)',
      ':scope > rect',
      'g ~ rect',
      'rect + rect',
      '[data-kind^=b]',
      'g rect:nth-child(2n+1)',
      '*',
      'circle',
    ]
    return root
      .attr('title', selectors.map((selector) => root.selectAll(selector).size()).join(' '))
      .node()!
  },
  'children, data and local variables': () => {
    const root = d3.create('svg').datum({ n: 2 })
    root
      .append('g')
      .append('text')
      .text((d) => d.n)
    const depth = d3.local<number>()
    root.each(function () {
      depth.set(this, 7)
    })
    root
      .selectChildren('g')
      .append('desc')
      .text(function () {
        return depth.get(this)!
      })
    return root.attr('title', String(root.selectChild('g').selectAll('*').size())).node()!
  },
  'deep and shallow clones': () => {
    const root = d3.create('svg')
    root.append('g').attr('class', 'a').append('path').attr('d', 'M0,0')
    root.select('g').clone(true).attr('class', 'b')
    root.select('g').clone(false)
    return root.node()!
  },
  'listeners and dispatched events': () => {
    const root = d3
      .create('button')
      .on('click.a', () => {})
      .on('click', null)
      .text('press')
    root.dispatch('click')
    return root.node()!
  },
  'a path of a map and a pie': () => {
    const root = d3.create('svg')
    root.append('path').attr('d', d3.geoPath(d3.geoEqualEarth())({ type: 'Sphere' }))
    root
      .selectAll('.slice')
      .data(d3.pie()([1, 2, 3]))
      .join('path')
      .attr('class', 'slice')
      .attr('d', d3.arc().innerRadius(0).outerRadius(9) as never)
    return root.node()!
  },
  'htl: values, lists and nodes': () =>
    html`<div><h1>${'<a> & b'}</h1>${[1, 2].map((i) => html`<i>${i}</i>`)} and ${null}${html`<b>bold</b>`}</div>` as Element,
  'htl: attributes and style': () =>
    html`<p class=${'a b'} title="x ${1} &amp; ${'"y"'}" hidden=${false} style=${{ color: 'red', fontSize: '12px' }}>text</p>` as Element,
  'htl: several roots and a fragment': () =>
    html`<section>${html.fragment`<p>1</p><p>2</p>`}${html`<i>1</i><b>2</b>`}</section>` as Element,
  'htl: a table of rows': () =>
    html`<table><thead><tr><th>n</th></tr></thead><tbody>${[1, 2].map((n) => html`<tr><td>${n}</td></tr>`)}</tbody></table>` as Element,
  'htl: a listener as attribute': () =>
    html`<button onclick=${() => {}} type=button>go</button>` as Element,
  'htl: SVG with elements made by d3': () =>
    html`<figure>${svg`<svg width=10 height=20><g>${d3.create('svg:circle').attr('r', 2).node()}</g></svg>`}</figure>` as Element,
  'the methods of nodes': () => {
    const root = document.createElement('div')
    const [a, b, c] = ['a', 'b', 'c'].map((name) =>
      Object.assign(document.createElement('p'), { id: name }),
    )
    root.append(a, 'text', b)
    b.before(c, '!')
    a.after(document.createComment('note'))
    c.replaceWith('c', document.createElement('hr'))
    root.prepend(b)
    a.insertAdjacentHTML('beforebegin', '<em>1</em>2')
    a.insertAdjacentHTML('beforeend', '<img src="x.png" alt="">')
    a.dataset['someName'] = '3'
    a.classList.add('x', 'y')
    a.classList.toggle('x')
    a.style.setProperty('line-height', '2')
    a.style.backgroundColor = 'blue'
    root.setAttribute(
      'title',
      [
        root.children.length,
        root.childNodes.length,
        root.contains(a),
        a.matches('div > p'),
        a.closest('div') === root,
        a.nextElementSibling?.tagName,
        root.firstElementChild?.id,
      ].join(),
    )
    return root
  },
}
