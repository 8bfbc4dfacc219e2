// @ts-check
// A step of a new prediction, drawn anew whenever something of the prediction has changed.
import { Element } from '../../base/element.js'

export class Step extends Element {
  static properties = { prediction: {} }

  constructor() {
    super()
    /** Given before the step is shown. @type {import('../../form/prediction.js').Prediction} */
    this.prediction = /** @type {any} */ (undefined)
  }

  connectedCallback() {
    super.connectedCallback()
    this.prediction.addEventListener('change', this.redraw)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.prediction.removeEventListener('change', this.redraw)
  }
}
