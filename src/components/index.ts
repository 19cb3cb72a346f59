import Cell from './Cell.astro'
import Choice from './Choice.astro'
import Code from './Code.astro'
import Formula from './Formula.astro'
import InlineFormula from './InlineFormula.astro'
import Program from './Program.astro'
import Slider from './Slider.astro'
import Toggle from './Toggle.astro'
import Value from './Value.astro'
import Vector from './Vector.astro'

/** What a chapter can use without importing it: some written by authors, some made of fences and formulas. */
export const components = { Cell, Choice, Code, Formula, InlineFormula, Program, Slider, Toggle, Value, Vector }
