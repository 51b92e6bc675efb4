// Turns an XML answer into the JSON value that its OpenAPI schema describes (`xml` marks): attributes and elements become members.
import { SaxesParser } from 'saxes'

export type Schema = { [keyword: string]: unknown }
type Node = { name: string; attributes: Record<string, string>; children: Node[]; text: string }

/** The value of a document's root under `schema`; `follow` gives what a $ref names. Throws on what is not well-formed. */
export function xmlValue(xml: string, schema: Schema, follow: (ref: string) => Schema): unknown {
  const root = parse(xml)
  const chosen = choose(schema, root, follow)
  const wanted = nameOf(chosen)
  if (wanted !== undefined && wanted !== root.name) throw new Error(`the root is ${root.name}, not ${wanted}`)
  return readNode(root, chosen, follow)
}

function parse(xml: string): Node {
  const top: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', (text) => {
    const node = open.at(-1)
    if (node) node.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  const [root] = top.children
  if (!root) throw new Error('there is no XML')
  return root
}

function readNode(node: Node, schema: Schema, follow: (ref: string) => Schema): unknown {
  const chosen = choose(schema, node, follow)
  const properties = chosen.properties as Record<string, Schema> | undefined
  if (!properties) return scalar(node.text, chosen)
  const value: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(node.attributes)) {
    if (name === 'xmlns') continue
    const property = properties[name]
    if (property && !(property.xml as Schema | undefined)?.attribute) throw new Error(`${name} is an attribute`)
    value[name] = scalar(text, property ?? {})
  }
  for (const child of node.children) {
    const property = properties[child.name] ?? {}
    if ((property.xml as Schema | undefined)?.attribute) throw new Error(`${child.name} is an element`)
    if (property.type !== 'array') value[child.name] = readNode(child, property, follow)
    else value[child.name] = [...((value[child.name] as unknown[]) ?? []), readNode(child, property.items as Schema, follow)]
  }
  if ('#text' in properties) value['#text'] = node.text
  return value
}

/** Follows `$ref`, and picks the alternative that bears the element's name. */
function choose(schema: Schema, node: Node, follow: (ref: string) => Schema): Schema {
  if (typeof schema.$ref === 'string') return choose(follow(schema.$ref), node, follow)
  if (!Array.isArray(schema.anyOf)) return schema
  const options = schema.anyOf.map((option: Schema) => choose(option, node, follow))
  return options.find((option) => nameOf(option) === node.name) ?? {}
}

function nameOf(schema: Schema): string | undefined {
  return (schema.xml as { name?: string } | undefined)?.name
}

function scalar(text: string, { type }: Schema): unknown {
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text
}
