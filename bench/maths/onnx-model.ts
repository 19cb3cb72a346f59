/** A model of one node, written out in ONNX's protobuf form: a vector of any length in, the answer out. */
export function onnxModel(operator: 'Softmax' | 'ReduceLogSumExp'): Uint8Array {
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, operator)]
  const graph = [
    ...message(1, node),
    ...text(2, 'graph'),
    ...message(11, tensor('x', 'n')),
    ...message(12, tensor('y', 'm')),
  ]
  return Uint8Array.from([...number(1, 8), ...message(7, graph), ...message(8, number(2, 13))])
}

/** ValueInfoProto: a float tensor of one dimension. */
function tensor(name: string, dimension: string): number[] {
  const shape = message(2, message(1, text(2, dimension)))
  return [...text(1, name), ...message(2, message(1, [...number(1, 1), ...shape]))]
}

function number(field: number, value: number): number[] {
  return [field << 3, value]
}

function message(field: number, bytes: number[]): number[] {
  return [(field << 3) | 2, bytes.length, ...bytes]
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)])
}
