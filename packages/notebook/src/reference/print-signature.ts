import ts from 'typescript'

/** Characters that a signature may have on one line. */
const lineLimit = 66

/**
 * A function's signature for its simplest call: type parameters are replaced by their defaults, so
 * that `scale<O extends Out = number[]>(x: Vector, options?: ScaleOptions<O>): NoInfer<O>`
 * reads `scale(x: Vector, options?: ScaleOptions): number[]`.
 */
export function printSignature(declaration: ts.FunctionDeclaration): string {
  const name = declaration.name?.text ?? ''
  const parameters = declaration.parameters.map((it) => printParameter(it, declaration))
  const returns = printType(declaration.type, declaration)
  const line = `${name}(${parameters.join(', ')}): ${returns}`
  return line.length <= lineLimit
    ? line
    : `${name}(\n${parameters.map((it) => `  ${it},\n`).join('')}): ${returns}`
}

function printParameter(
  parameter: ts.ParameterDeclaration,
  declaration: ts.FunctionDeclaration,
): string {
  const optional = parameter.questionToken || parameter.initializer ? '?' : ''
  return `${parameter.dotDotDotToken ? '...' : ''}${parameter.name.getText()}${optional}: ${printType(parameter.type, declaration)}`
}

type Generic = ts.FunctionDeclaration | ts.Node

/**
 * A type as written, with the defaults of the type parameters that `owner` declares in their
 * places.
 */
export function printType(type: ts.TypeNode | undefined, owner?: Generic): string {
  if (!type) return 'unknown'
  const file = type.getSourceFile()
  const {
    transformed: [plain],
  } = ts.transform(type, [plainly(toDefaults(owner))])
  return (
    ts
      .createPrinter({ removeComments: true })
      .printNode(ts.EmitHint.Unspecified, plain, file)
      // TypeScript's printer spreads object types over several lines.
      .replace(/\s*\n\s*/g, ' ')
      .replace(/; \}/g, ' }')
  )
}

/**
 * What a function's own type parameters are by default; those of an interface may be anything they
 * extend.
 */
function toDefaults(owner: Generic | undefined): Map<string, ts.TypeNode> {
  const parameters = owner && 'typeParameters' in owner ? owner.typeParameters : undefined
  const chosen = (it: ts.TypeParameterDeclaration): ts.TypeNode | undefined =>
    owner && ts.isFunctionDeclaration(owner) ? (it.default ?? it.constraint) : it.constraint
  return new Map(
    (parameters ?? []).flatMap((it) =>
      chosen(it) ? [[it.name.text, chosen(it) as ts.TypeNode]] : [],
    ),
  )
}

/**
 * Puts the defaults in; a generic type that is given just them is written without arguments, and
 * NoInfer<T> is T.
 */
function plainly(defaults: Map<string, ts.TypeNode>): ts.TransformerFactory<ts.TypeNode> {
  return (context) => (root) => {
    const visit = (node: ts.Node): ts.Node => {
      if (!ts.isTypeReferenceNode(node)) return ts.visitEachChild(node, visit, context)
      const name = node.typeName.getText()
      const [only] = node.typeArguments ?? []
      if (name === 'NoInfer') return visit(only)
      if (defaults.has(name)) return defaults.get(name) as ts.TypeNode
      if (only && ts.isTypeReferenceNode(only) && defaults.has(only.typeName.getText()))
        return context.factory.createTypeReferenceNode(name)
      return ts.visitEachChild(node, visit, context)
    }
    return ts.visitNode(root, visit) as ts.TypeNode
  }
}
