import type { Db } from '#lib/db.ts'
import type { Layout } from '#lib/tables/layout.ts'

const LAYOUT: Layout = {
  ...({ format: 'csv', delimiter: ';', dateForm: 'dmy', leaveOutSumRows: true } as const),
  columns: [
    { heading: 'Anställds personnummer', field: 'sjukfall/personnummer#1' },
    { heading: 'Frånvaro fr.o.m., enligt tidrapporten', field: 'sjukfall/sjuklonFrom#1' },
    { heading: 'Kostnadsställe', field: null },
  ],
}

/** Two versions of how a company's tables are read, the older of which is switched on: for pictures of the page. */
export async function conversionStates({ prisma }: Db, employerId: string): Promise<void> {
  if ((await prisma.conversion.count({ where: { employerId } })) > 0) return
  const one = { employerId, service: 'sjukanmalan', layout: LAYOUT as object }
  await prisma.conversion.create({ data: { ...one, version: 1, onSince: new Date() } })
  await prisma.conversion.create({ data: { ...one, version: 2 } })
}
