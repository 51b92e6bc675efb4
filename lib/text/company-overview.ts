/** The first page of a company: what each of its pages is for, and how it stands there. */
export const companyOverviewTexts = {
  sv: {
    title: 'Företagets sida',
    lead: 'Vem som får göra vad för {employer}, på vilket sätt, och vad som är inställt.',
    parts: {
      people: {
        title: 'Personer',
        is: 'Vilka som kan agera för företaget, och vad var och en får göra.',
        now: '{people, plural, one {En person} other {# personer}}, varav {administrators, plural, one {en behörighetsadministratör} other {# behörighetsadministratörer}}. {invited, plural, =0 {Ingen inbjudan väntar} one {En inbjudan väntar} other {# inbjudningar väntar}}.',
      },
      agents: {
        title: 'Ombud',
        is: 'Vilka organisationer som får skicka filer för företaget med sina certifikat.',
        now: '{count, plural, =0 {Inget ombud har fullmakt i dag.} one {Ett ombud har fullmakt i dag.} other {# ombud har fullmakt i dag.}}',
      },
      certificates: {
        title: 'Certifikat',
        is: 'Hur företagets egna system visar vilka de är.',
        now: '{count, plural, =0 {Inget certifikat är registrerat.} one {Ett certifikat är registrerat.} other {# certifikat är registrerade.}}',
        ends: 'Det första tar slut om {days, plural, one {# dag} other {# dagar}}.',
      },
      services: {
        title: 'E-tjänster',
        is: 'Vilka sorters filer företaget kan lämna, och om de skickas på riktigt.',
        now: '{count, plural, =0 {Ingen e-tjänst.} one {En e-tjänst.} other {# e-tjänster.}} {tried, plural, =0 {} other {Av dem är {tried, number} i test.}}',
      },
      notices: {
        title: 'Aviseringar',
        is: 'Vem som får veta när något händer med en fil, med mejl eller genom ett anrop.',
        now: '{addresses, plural, =0 {Ingen adress får mejl} one {En adress får mejl} other {# adresser får mejl}}, {webhooks, plural, =0 {inget system anropas} one {ett system anropas} other {# system anropas}}.',
      },
      retention: {
        title: 'Gallring',
        is: 'Hur länge innehållet i inlämnade filer finns kvar.',
        now: '{days, plural, one {# dag} other {# dagar}} efter att en inlämning är färdig.',
      },
    },
    name: {
      title: 'Företagets namn',
      is: '{name}, {orgnr}.',
      change: 'Har företaget bytt namn?',
      ask: 'Skriv namnet precis som det är registrerat. Namnet syns på sidor, kvittenser och i mejl. Alla behörighetsadministratörer får veta att det har ändrats.',
      label: 'Nytt namn',
      save: 'Ändra namnet',
    },
  },
  en: {
    title: 'The company’s page',
    lead: 'Who may do what for {employer}, by which way, and what is set.',
    parts: {
      people: {
        title: 'People',
        is: 'Who can act for the company, and what each of them may do.',
        now: '{people, plural, one {One person} other {# people}}, of whom {administrators, plural, one {one authorisation administrator} other {# authorisation administrators}}. {invited, plural, =0 {No invitation is waiting} one {One invitation is waiting} other {# invitations are waiting}}.',
      },
      agents: {
        title: 'Agents',
        is: 'Which organisations may send files for the company with their certificates.',
        now: '{count, plural, =0 {No agent has a mandate today.} one {One agent has a mandate today.} other {# agents have a mandate today.}}',
      },
      certificates: {
        title: 'Certificates',
        is: 'How the company’s own systems show who they are.',
        now: '{count, plural, =0 {No certificate is registered.} one {One certificate is registered.} other {# certificates are registered.}}',
        ends: 'The first ends in {days, plural, one {# day} other {# days}}.',
      },
      services: {
        title: 'E-services',
        is: 'Which kinds of files the company can hand in, and whether they are sent for real.',
        now: '{count, plural, =0 {No e-service.} one {One e-service.} other {# e-services.}} {tried, plural, =0 {} other {Of these {tried, number} in test.}}',
      },
      notices: {
        title: 'Notices',
        is: 'Who is told when something happens to a file, by mail or by a call.',
        now: '{addresses, plural, =0 {No address gets mail} one {One address gets mail} other {# addresses get mail}}, {webhooks, plural, =0 {no system is called} one {one system is called} other {# systems are called}}.',
      },
      retention: {
        title: 'Retention',
        is: 'How long the content of files that were handed in is kept.',
        now: '{days, plural, one {# day} other {# days}} after a submission has come to its end.',
      },
    },
    name: {
      title: 'The company’s name',
      is: '{name}, {orgnr}.',
      change: 'Has the company changed its name?',
      ask: 'Enter the name just as it is registered. It is seen on pages, receipts and in mails. All authorisation administrators are told that it was changed.',
      label: 'New name',
      save: 'Change the name',
    },
  },
} as const
