import 'katex/dist/katex.min.css'
import DefaultTheme from 'vitepress/theme'
import PlotFigure from './PlotFigure.vue'
import RangeInput from './RangeInput.vue'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('PlotFigure', PlotFigure)
    app.component('RangeInput', RangeInput)
  },
}
