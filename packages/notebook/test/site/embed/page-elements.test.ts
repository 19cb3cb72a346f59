import { describe, expect, test } from 'vitest'
import { PageElements } from '../../../src/site/embed/page-elements.ts'

const page = [
  '<p>Text</p>',
  '<nb-input class="input" kind="Slider" name="T"><label>T</label></nb-input>',
  '<nb-cell class="cell" id="cell-a" name="a"><figure>one</figure></nb-cell>',
  '<div class="outer" id="box"><div>inner</div><div>more</div></div><div>after</div>',
].join('\n')
const elements = new PageElements(page)

describe('an element is taken out of a built page', () => {
  test('by an attribute of its opening tag', () => {
    expect(elements.take('nb-cell', 'id="cell-a"')).toBe(
      '<nb-cell class="cell" id="cell-a" name="a"><figure>one</figure></nb-cell>',
    )
    expect(elements.take('nb-input', 'name="T"')).toContain('<label>T</label>')
  })
  test('with those of its own kind that stand in it', () => {
    expect(elements.take('div', 'id="box"')).toBe(
      '<div class="outer" id="box"><div>inner</div><div>more</div></div>',
    )
  })
  test('and not where there is none, or another tag has the attribute', () => {
    expect(elements.take('nb-cell', 'id="cell-b"')).toBeUndefined()
    expect(elements.take('nb-input', 'name="a"')).toBeUndefined()
  })
  test('and not by a part of an attribute’s name', () => {
    expect(new PageElements('<i data-name="T">x</i>').take('i', 'name="T"')).toBeUndefined()
  })
})
