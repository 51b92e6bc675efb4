/** What the operator's command says of accounts and of the audit trail; a part of adminTexts. */
export const adminAccountTexts = {
  sv: {
    accountsEnvironment:
      '{reason}\nADMIN_DATABASE_URL är databasens adress för rollen kvittens_admin. Den ser konton och händelseloggen, inga filer.',
    badAudit: 'Skriv npm run -s admin -- audit verify, och efter det en fil med noterade huvuden om du har en.',
    portalChain: 'portalens egen kedja',
    'link-gap': '{chain}: rader saknas före rad {seq, number}.',
    'link-link': '{chain}: rad {seq, number} följer inte på raden före. Den är flyttad eller inskjuten.',
    'link-content': '{chain}: det som står på rad {seq, number} är inte det som skrevs.',
    'link-head': '{chain}: kedjan slutar inte där databasen har noterat, utan före rad {seq, number}.',
    'link-noted': '{chain}: rad {seq, number} saknas eller är en annan än den som noterades utanför databasen.',
    auditWhole: 'Händelseloggen är hel: {chains, number} kedjor, {rows, number} rader.',
    auditBroken:
      'Händelseloggen är inte hel: {broken, number} av {chains, number} kedjor är brutna, {rows, number} rader är lästa. Första felet i varje kedja står ovan.',
    headsRead: 'Noterade huvuden: {heads, number} i {notes, number} noteringar, den senaste {last}.',
    headsNone: 'Filen har inga noterade huvuden.',
    headsBroken: 'Filen med noterade huvuden är ändrad: rad {line, number} är inte den som skrevs där.',
  },
  en: {
    accountsEnvironment:
      '{reason}\nADMIN_DATABASE_URL is the address of the database for the role kvittens_admin. It sees accounts and the audit trail, no files.',
    badAudit: 'Type npm run -s admin -- audit verify, and after it a file with noted heads if you have one.',
    portalChain: 'the portal’s own chain',
    'link-gap': '{chain}: rows before row {seq, number} are missing.',
    'link-link': '{chain}: row {seq, number} does not follow the row before it. It was moved or inserted.',
    'link-content': '{chain}: what stands in row {seq, number} is not what was written.',
    'link-head': '{chain}: the chain does not end where the database has noted, but before row {seq, number}.',
    'link-noted': '{chain}: row {seq, number} is missing, or another than the one noted outside the database.',
    auditWhole: 'The audit trail is whole: {chains, number} chains, {rows, number} rows.',
    auditBroken:
      'The audit trail is not whole: {broken, number} of {chains, number} chains are broken, {rows, number} rows were read. The first fault of each chain stands above.',
    headsRead: 'Noted heads: {heads, number} in {notes, number} notes, the last one {last}.',
    headsNone: 'The file has no noted heads.',
    headsBroken: 'The file of noted heads has been changed: line {line, number} is not the one that was written there.',
  },
} as const
