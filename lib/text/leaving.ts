import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** Confirming who may act for the company, leaving it, taking what is the company's along, and ending its connection. */
export const leavingTexts = {
  sv: {
    confirm: {
      title: 'Bekräfta behörigheter',
      lead: `Stäm av vilka som får agera för företaget. En behörighet som ingen administratör har bekräftat på ${amount(LIMITS.confirmMonths, 'month', 'sv')} upphör, och även ett konto som inte har använts på ${amount(LIMITS.idleDays, 'day', 'sv')}.`,
      last: 'Företagets sista behörighetsadministratör blir kvar, men ska bekräfta så snart som möjligt.',
      caption: 'Personer i företaget',
      person: 'Person',
      role: 'Roll',
      confirmed: 'Bekräftad',
      ends: 'Gäller till',
      one: 'Bekräfta {name}',
      all: 'Bekräfta alla',
      allText: 'Bekräfta alla när du har kontrollerat att var och en ska vara kvar med sin roll.',
      band: 'Behörigheter i företaget upphör {date} om de inte bekräftas.',
      overdue: 'Behörigheterna i företaget skulle ha bekräftats senast {date}.',
      bandShort: 'Behörigheter behöver bekräftas',
      bandLink: 'Bekräfta behörigheter',
    },
    leave: {
      title: 'Gå ur eller avsluta anslutningen',
      lead: 'Här går du själv ur företaget, tar ut det som är företagets, och avslutar företagets anslutning till Kvittens.',
      own: 'Gå ur företaget',
      ownText:
        'Du kan inte längre agera för {employer}. Företagets filer och kvittenser påverkas inte. Vill du tillbaka behöver du en ny inbjudan.',
      ownYes: 'Gå ur {employer}',
      lastText:
        'Du är företagets sista behörighetsadministratör och kan inte gå ur det. Bjud in en annan behörighetsadministratör först, eller avsluta anslutningen.',
      viaText: 'Du agerar för {employer} som medarbetare på {bureau}. Be din arbetsgivare ta bort tilldelningen.',
    },
    export: {
      title: 'Ta ut det som är företagets',
      text: 'En ZIP-fil med inlämningarna som tabell, varje kvittens och felrapport, filerna från Försäkringskassan som finns kvar, personerna, inställningarna och loggen. Innehållet i filer som ni har lämnat följer inte med: det kan portalen inte läsa.',
      link: 'Ladda ner ZIP-filen',
      personal: 'Filen innehåller personuppgifter. Spara den där bara de som behöver den kommer åt den.',
    },
    end: {
      title: 'Avsluta anslutningen',
      text: 'Ingen kan därefter agera för {employer} i portalen: inga personer, certifikat, ombud eller webhookar. Inbjudningar tas tillbaka.',
      queue:
        '{count, plural, =0 {Inga inlämnade filer väntar på att skickas.} =1 {En inlämnad fil väntar på att skickas. Den skickas som vanligt.} other {# inlämnade filer väntar på att skickas. De skickas som vanligt.}}',
      after:
        'Svar och filer från Försäkringskassan som kommer senare tas emot och sparas tills de tas bort. För att läsa dem ansluter ni er igen. Aviseringar går fortfarande till företagets adresser.',
      back: 'Företaget kan ansluta sig igen. Då finns det som inte har tagits bort kvar.',
      number: 'Företagets organisationsnummer',
      numberHint: 'Skriv det för att visa att du menar rätt företag.',
      yes: 'Avsluta anslutningen för {employer}',
    },
    done: {
      lamnat: 'Du har gått ur företaget.',
      avslutad: 'Anslutningen är avslutad. Ingen kan längre agera för företaget.',
    },
  },
  en: {
    confirm: {
      title: 'Confirm rights',
      lead: `Check who may act for the company. A right that no administrator has confirmed for ${amount(LIMITS.confirmMonths, 'month', 'en')} ends, and so does an account that has not been used for ${amount(LIMITS.idleDays, 'day', 'en')}.`,
      last: 'The company’s last authorisation administrator stays, but should confirm as soon as possible.',
      caption: 'People of the company',
      person: 'Person',
      role: 'Role',
      confirmed: 'Confirmed',
      ends: 'Valid until',
      one: 'Confirm {name}',
      all: 'Confirm all',
      allText: 'Confirm all once you have checked that each should stay, with their role.',
      band: 'Rights in the company end on {date} unless they are confirmed.',
      overdue: 'The rights in the company should have been confirmed by {date}.',
      bandShort: 'Rights need to be confirmed',
      bandLink: 'Confirm rights',
    },
    leave: {
      title: 'Leave or end the connection',
      lead: 'Here you can leave the company yourself, download what belongs to the company, and end its connection to Kvittens.',
      own: 'Leave the company',
      ownText:
        'You can no longer act for {employer}. The company’s files and receipts are not affected. To come back you need a new invitation.',
      ownYes: 'Leave {employer}',
      lastText:
        'You are the company’s last authorisation administrator and cannot leave it. Invite another one first, or end the connection.',
      viaText: 'You act for {employer} as an employee of {bureau}. Ask your employer to end the assignment.',
    },
    export: {
      title: 'Download what belongs to the company',
      text: 'A ZIP file with the submissions as a table, each receipt and report, the files from Försäkringskassan that are still here, the people, the settings and the log. The content of files that you have handed in is not included: the portal cannot read it.',
      link: 'Download the ZIP file',
      personal: 'The file contains personal data. Keep it where only those who need it have access.',
    },
    end: {
      title: 'End the connection',
      text: 'After that nobody can act for {employer} in the portal: no people, certificates, agents or webhooks. Invitations are taken back.',
      queue:
        '{count, plural, =0 {No files are waiting to be sent.} =1 {One file is waiting to be sent. It is sent as usual.} other {# files are waiting to be sent. They are sent as usual.}}',
      after:
        'Answers and files from Försäkringskassan that come later are received and kept until they are removed. To read them you join again. Notices still go to the company’s addresses.',
      back: 'The company can join again. What has not been removed is still there then.',
      number: 'The company’s organisation number',
      numberHint: 'Enter it to show that you mean the right company.',
      yes: 'End the connection of {employer}',
    },
    done: {
      lamnat: 'You have left the company.',
      avslutad: 'The connection has ended. Nobody can act for the company any more.',
    },
  },
} as const
