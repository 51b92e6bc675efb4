import { SaxesParser } from 'saxes'

type Plain = { xmlns: false; position: true; defaultXMLVersion: '1.0'; forceXMLVersion: true }

/**
 * A parser for XML 1.0 without namespaces. saxes sets its handlers under computed names, which makes V8 keep the object as a
 * dictionary, five times slower to read. Setting every handler by name first keeps them plain properties.
 */
export function saxesParser(): SaxesParser<Plain> {
  const parser = new SaxesParser<Plain>({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const handlers = handlersOf(parser)
  handlers.errorHandler = undefined
  handlers.xmldeclHandler = undefined
  handlers.doctypeHandler = undefined
  handlers.openTagStartHandler = undefined
  handlers.attributeHandler = undefined
  handlers.openTagHandler = undefined
  handlers.closeTagHandler = undefined
  handlers.textHandler = undefined
  handlers.cdataHandler = undefined
  handlers.commentHandler = undefined
  handlers.piHandler = undefined
  return parser
}

/** The cast reaches properties that saxes declares private. None has been set yet, so setting them to undefined changes nothing. */
function handlersOf(parser: SaxesParser<Plain>): { [name in `${string}Handler`]: undefined } {
  return parser as unknown as { [name in `${string}Handler`]: undefined }
}
