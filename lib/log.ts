// A process's log. Only the fields named here are ever written: no names of persons or files, no payload, no key, no
// address with a query.
import { randomBytes } from 'node:crypto'
import pino from 'pino'

const FIELDS = [
  'port',
  'count',
  'method',
  'month',
  'route',
  'status',
  'code',
  'detail',
  'errorId',
  'durationMs',
  'bytes',
  'service',
  'submissionId',
  'employerId',
  'personId',
  'attempt',
  'deliveryId',
  'arrivalId',
  'webhookId',
  'outcome',
  'kvittensId',
  'channel',
  'part',
  'signal',
] as const
export type LogFields = Partial<Record<(typeof FIELDS)[number], string | number>>
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export type Log = {
  debug: (event: string, fields?: LogFields) => void
  info: (event: string, fields?: LogFields) => void
  warn: (event: string, fields?: LogFields) => void
  error: (event: string, fields?: LogFields) => void
  /** Logs a bug (or a part that failed) and returns an id, which is shown to the person. */
  fault: (event: string, error: unknown, fields?: LogFields) => string
}

type Options = { process: string; instance: string; level: LogLevel; to?: pino.DestinationStream }

export function openLog({ process, instance, level, to = standardOutput() }: Options): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { process, instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  }
  const logger = pino(options, to)
  return {
    debug: (event, fields = {}) => logger.debug(allowed(fields), event),
    info: (event, fields = {}) => logger.info(allowed(fields), event),
    warn: (event, fields = {}) => logger.warn(allowed(fields), event),
    error: (event, fields = {}) => logger.error(allowed(fields), event),
    fault(event, error, fields = {}) {
      const errorId = newErrorId()
      logger.error({ ...allowed({ ...fields, errorId }), error: faultLine(error) }, event)
      return errorId
    },
  }
}

/**
 * Node writes to pipes at once, and forgets what nobody reads. pino's own writer tries for ever when the reader of a pipe is gone
 * (sonic-boom 4.2.1, flushSync after EPIPE), so that a process that logs its stop never ends.
 */
function standardOutput(): pino.DestinationStream {
  if (!process.stdout.listenerCount('error', ignore)) process.stdout.on('error', ignore)
  return { write: (line) => void process.stdout.write(line) }
}

function ignore(): void {}

/** Types do not exist at run time: fields that are not on the list are dropped here too. */
function allowed(fields: LogFields): LogFields {
  const kept: LogFields = {}
  for (const name of FIELDS) {
    const value = fields[name]
    if (typeof value === 'number' || typeof value === 'string') kept[name] = value
  }
  return kept
}

/** Can be read out on the phone, like a reference. */
function newErrorId(): string {
  return randomBytes(5).toString('hex').toUpperCase()
}

/** Where it happened and the message's first line: libraries quote values on later lines. Digits may be a person's number. */
function faultLine(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const firstLine = error.message.trim().split('\n', 1)[0] ?? ''
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: firstLine.replace(/\d[\d\s-]{4,}\d/g, '…').slice(0, 200),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: faultLine(error.cause) }),
  }
}
