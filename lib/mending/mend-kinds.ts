import type { CheckOptions } from '#lib/checking/check.ts'
import type { Params } from '#lib/checking/findings.ts'

/**
 * What can be mended: a byte order mark that may not stand there, the encoding, line ends of fixed positions with empty lines, the
 * length of records by the blanks at their ends, a bare `&`, the order of elements, the counts that a file states of itself.
 */
export type MendKind = 'encoding' | 'bom' | 'line-ends' | 'padding' | 'ampersand' | 'order' | 'counts'

/**
 * An offer. `certain`: the file can only have been meant so; `perhaps`: a person must say. `count`: places, or characters of an
 * encoding. `params`: of its sentence (lib/text/mending.ts).
 */
export type Mend = { kind: MendKind; sure: 'certain' | 'perhaps'; count: number; params: Params }

/** `kind`: how the file is written; tables are mended by lib/tables. */
export type MendFile = { bytes: Uint8Array; kind: 'xml' | 'fixed'; options: CheckOptions }

/** The file with one kind of fault mended, all places at once; undefined where there is nothing of the kind, or none that is safe. */
export type Mender = (file: MendFile) => (Omit<Mend, 'kind'> & { bytes: Uint8Array }) | undefined
