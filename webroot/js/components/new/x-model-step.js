// @ts-check
// <x-model-step .prediction>: by which model and encoding.
import { html } from 'lit'
import { Step } from './step.js'
import './x-model-choice.js'

class ModelStep extends Step {
  render() {
    const { catalogue, model, draft } = this.prediction
    return html`<x-model-choice .model=${model} .models=${catalogue?.models ?? []}
      .encodings=${catalogue?.encodings ?? []} .encodingId=${draft.encodingId}
      @model=${this.modelChosen} @encoding=${this.encodingChosen}></x-model-choice>`
  }

  /** @param {CustomEvent} choice */
  modelChosen(choice) {
    this.prediction.choose(choice.detail)
  }

  /** @param {CustomEvent} choice */
  encodingChosen(choice) {
    this.prediction.change({ encodingId: choice.detail })
  }
}
customElements.define('x-model-step', ModelStep)
