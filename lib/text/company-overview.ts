/** The first page of a company: the way to each of its pages, and how it stands there. */
export const companyOverviewTexts = {
  sv: {
    urgent: 'Att göra',
    groups: { who: 'Vilka som får agera', systems: 'Filer och system', rest: 'Inställningar' },
    now: {
      people:
        '{people, plural, one {En person} other {# personer}}, varav {administrators, plural, one {en behörighetsadministratör} other {# behörighetsadministratörer}}.{invited, plural, =0 {} one { En inbjudan väntar.} other { # inbjudningar väntar.}}',
      agents:
        '{count, plural, =0 {Inget ombud har fullmakt i dag.} one {Ett ombud har fullmakt i dag.} other {# ombud har fullmakt i dag.}}',
      certificates:
        '{count, plural, =0 {Inget certifikat är registrerat.} one {Ett certifikat är registrerat.} other {# certifikat är registrerade.}}',
      services:
        '{count, plural, =0 {Ingen e-tjänst.} one {En e-tjänst.} other {# e-tjänster.}}{tried, plural, =0 {} other { Av dem är {tried, number} i test.}}',
      notices:
        '{addresses, plural, =0 {Ingen adress får mejl} one {En adress får mejl} other {# adresser får mejl}}, {webhooks, plural, =0 {inget system anropas} one {ett system anropas} other {# system anropas}}.',
      retention: '{days, plural, one {# dag} other {# dagar}} efter att en inlämning är färdig.',
    },
    ends: 'Certifikatet {name} slutar gälla {days, plural, =0 {i dag} =1 {i morgon} other {om # dagar}}.',
    silent: 'Ingen får mejl när något händer med en fil.',
    only: 'Företaget har en enda behörighetsadministratör.',
    name: {
      change: 'Har företaget bytt namn?',
      ask: 'Skriv namnet precis som det är registrerat. Namnet syns på sidor, kvittenser och i mejl. Alla behörighetsadministratörer får veta att det har ändrats.',
      label: 'Nytt namn',
      save: 'Ändra namnet',
    },
  },
  en: {
    urgent: 'To do',
    groups: { who: 'Who may act', systems: 'Files and systems', rest: 'Settings' },
    now: {
      people:
        '{people, plural, one {One person} other {# people}}, of whom {administrators, plural, one {one is an authorisation administrator} other {# are authorisation administrators}}.{invited, plural, =0 {} one { One invitation is pending.} other { # invitations are pending.}}',
      agents:
        '{count, plural, =0 {No agent has a mandate today.} one {One agent has a mandate today.} other {# agents have a mandate today.}}',
      certificates:
        '{count, plural, =0 {No certificate is registered.} one {One certificate is registered.} other {# certificates are registered.}}',
      services:
        '{count, plural, =0 {No e-service.} one {One e-service.} other {# e-services.}}{tried, plural, =0 {} other { Of these, {tried, number} in test.}}',
      notices:
        '{addresses, plural, =0 {No address gets mail} one {One address gets mail} other {# addresses get mail}}, {webhooks, plural, =0 {no system is called} one {one system is called} other {# systems are called}}.',
      retention: '{days, plural, one {# day} other {# days}} after a submission is finished.',
    },
    ends: 'The certificate {name} {days, plural, =0 {expires today} =1 {expires tomorrow} other {expires in # days}}.',
    silent: 'Nobody gets mail when something happens to a file.',
    only: 'The company has only one authorisation administrator.',
    name: {
      change: 'Has the company changed its name?',
      ask: 'Enter the name exactly as it is registered. It is shown on pages, on receipts and in mail. All authorisation administrators are told that it was changed.',
      label: 'New name',
      save: 'Change the name',
    },
  },
} as const
