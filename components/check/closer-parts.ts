// What only some files need: those with findings, and those that were tables or mended. Fetched when one has come.
export { ConvertedPart } from './converted-part.tsx'
export { FindingGroups } from './finding-groups.tsx'
export { KeepReport } from './keep-report.tsx'
export { MendOffers } from './mend-offers.tsx'
export { MendedNote } from './mended-note.tsx'
export { OtherWay } from './other-way.tsx'
export { RemarkTicks } from './remark-ticks.tsx'
export { TableReadingPart } from './table-reading-part.tsx'
