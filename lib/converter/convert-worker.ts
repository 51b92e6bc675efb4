// A thread that may be killed: reads one table after another.
import { parentPort } from 'node:worker_threads'
import { serviceById } from '#lib/services/catalogue.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { conversionSteps } from '#lib/tables/convert/conversion-steps.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { readLayout } from '#lib/tables/layout.ts'
import type { TableWork } from './table-threads.ts'

parentPort?.on('message', ({ question, bytes }: TableWork) => void convert({ question, bytes }))
parentPort?.postMessage('ready')

async function convert({ question, bytes }: TableWork): Promise<void> {
  const { environment, employer, fileName, maxFindings } = question
  const service = serviceById(question.service)
  const layout = service && readLayout(service, question.layout)
  if (!service || !layout) throw new Error('no such e-service, or its layout')
  const testPersons = await loadTestPersons(environment)
  const conversion = convertTable(service, bytes, {
    ...{ now: new Date(question.now), environment, employer, employers: [employer.identity], testPersons, fileName, maxFindings },
    ...{ layout, misfit: 'stop' },
  })
  const { report, xml } = conversion
  parentPort?.postMessage({ report, steps: conversionSteps(conversion), xml: report.stop === 0 ? xml : undefined })
}
