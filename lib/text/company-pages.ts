/** What the pages of a company have in common: the links between them, what a form has just done, who may change. */
export const companyPagesTexts = {
  sv: {
    nav: {
      label: 'Företagets sidor',
      list: 'Certifikat',
      order: 'Beställ nytt certifikat',
      agents: 'Ombud',
      clients: 'Kunder',
      notices: 'Aviseringar',
      services: 'E-tjänster',
      retention: 'Gallring',
      log: 'Händelselogg',
    },
    onlySee: 'Du kan se vad som gäller för företaget. Bara företagets administratörer kan ändra det.',
    done: {
      registrerat: 'Certifikatet är registrerat. Nu kan ert system använda det.',
      'registrerat-vantar':
        'Certifikatet är registrerat. Portalen vet ännu inte om utfärdaren har spärrat det. Anrop med det avvisas till dess: läget visas i listan.',
      borttaget: 'Certifikatet är borttaget. Anrop med det avvisas från och med nu.',
      tid: 'Tidpunkten är ändrad.',
      mandat: 'Fullmakten är given.',
      avslutat: 'Fullmakten är avslutad.',
      tilldelat: 'Medarbetarna kan nu agera för kunderna.',
      tilldelningslut:
        'De valda personerna kan inte längre agera för företaget. Filer som redan är inlämnade skickas som vanligt.',
      aviseringar: 'Adresserna är sparade. Nya adresser får ett meddelande som visar att aviseringarna kommer fram.',
      webhook: 'Webhooken är ändrad.',
      'webhook-borttagen': 'Webhooken är borttagen. Den anropas inte mer.',
      'webhook-hemlighet': 'Den förra hemligheten gäller inte längre.',
      'webhook-igen': 'Anropen skickas igen. Hur det går visas i listan.',
      produktion: 'Från och med nu skickas filerna till Försäkringskassan.',
      papper: 'Valet är sparat.',
      gallring: 'Antalet dagar är sparat. Det gäller även filer som redan är inlämnade.',
    },
  },
  en: {
    nav: {
      label: 'The company’s pages',
      list: 'Certificates',
      order: 'Order a new certificate',
      agents: 'Agents',
      clients: 'Clients',
      notices: 'Notices',
      services: 'E-services',
      retention: 'Retention',
      log: 'Log of events',
    },
    onlySee: 'You can see what applies to the company. Only the company’s administrators can change it.',
    done: {
      registrerat: 'The certificate is registered. Your system can use it now.',
      'registrerat-vantar':
        'The certificate is registered. The portal does not know yet whether its issuer has revoked it. Calls with it are refused until it does: the list shows how it stands.',
      borttaget: 'The certificate is removed. Calls with it are refused from now on.',
      tid: 'The time has been changed.',
      mandat: 'The mandate is given.',
      avslutat: 'The mandate has ended.',
      tilldelat: 'Your people can now act for the clients.',
      tilldelningslut: 'The people chosen can no longer act for the company. Files that are handed in already are sent as usual.',
      aviseringar: 'The addresses are saved. New ones get a message that shows that notices arrive.',
      webhook: 'The webhook is changed.',
      'webhook-borttagen': 'The webhook is removed. It is called no more.',
      'webhook-hemlighet': 'The former secret counts no more.',
      'webhook-igen': 'The calls are made again. How it goes is shown in the list.',
      produktion: 'From now on the files are sent to Försäkringskassan.',
      papper: 'The choice is saved.',
      gallring: 'The number of days is saved. It holds for files that are handed in already too.',
    },
  },
} as const

/** What a form of the company's pages has done: `?klart=`. */
export type DoneWord = keyof typeof companyPagesTexts.sv.done
