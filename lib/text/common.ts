/** The frame around every page: header, footer, notices, session, and words that all pages share. */
export const common = {
  sv: {
    name: 'Kvittens',
    skip: 'Hoppa till innehållet',
    nav: {
      label: 'Huvudmeny',
      home: 'Hem',
      hand: 'Lämna en fil',
      submissions: 'Inlämningar',
      support: 'Support',
      start: 'Om tjänsten',
      status: 'Driftinformation',
    },
    account: {
      as: 'Inloggad som',
      logIn: 'Logga in',
      logOut: 'Logga ut',
    },
    company: {
      for: 'Du agerar för',
      choose: 'Välj företag',
      changeTo: 'Byt till {name}',
      all: 'Visa alla företag',
    },
    language: { label: 'Språk', change: 'English' },
    band: {
      label: 'Meddelanden',
      test: 'Testmiljö – inget skickas till Försäkringskassan',
      portal: 'Vi har en driftstörning. Just nu går det inte att logga in eller lämna in filer.',
      relay:
        'Just nu skickas inga filer vidare till Försäkringskassan. Du kan lämna in filer som vanligt. Vi skickar dem när felet är avhjälpt.',
      more: 'Läs driftinformation',
    },
    footer: {
      label: 'Sidfot',
      notFk:
        'Kvittens är inte Försäkringskassans webbplats. Den tar emot filer från arbetsgivare och lämnar dem vidare till Försäkringskassan.',
      accessibility: 'Tillgänglighetsredogörelse',
      privacy: 'Personuppgifter',
      contact: 'Kontakt',
      status: 'Driftinformation',
      partner: 'Frågor om ärenden: Försäkringskassans Kundcenter för Partner, {phone}.',
    },
    session: {
      title: 'Du loggas snart ut',
      warning:
        'Du loggas ut om {minutes, plural, =0 {mindre än en minut} one {# minut} other {# minuter}}, eftersom du inte har gjort något på ett tag.',
      lastWarning:
        'Du loggas ut om {minutes, plural, =0 {mindre än en minut} one {# minut} other {# minuter}}. En inloggning gäller högst 12 timmar, så då behöver du logga in igen.',
      keeps: 'Det du har valt på sidan finns kvar så länge du stannar här.',
      stay: 'Fortsätt vara inloggad',
      failed: 'Det gick inte att förlänga inloggningen. Kontrollera att du har kontakt med internet och försök igen.',
      endedTitle: 'Du har loggats ut',
      ended: 'Sidan är kvar som du lämnade den. Logga in i en ny flik och fortsätt sedan här.',
      logIn: 'Logga in i en ny flik',
      close: 'Stäng',
    },
    errorSummary: { title: 'Något behöver rättas' },
    copy: { done: 'Kopierat', failed: 'Det gick inte att kopiera. Markera texten i stället.' },
    steps: { done: 'klart' },
    notFound: {
      title: 'Sidan finns inte',
      text: 'Adressen stämmer inte, eller så hör det som fanns här till ett annat företag än det du agerar för.',
      home: 'Till startsidan',
    },
    error: {
      title: 'Något gick fel hos oss',
      text: 'Felet är antecknat. Inget som du redan har fått referensnummer på har gått förlorat.',
      again: 'Försök igen',
      id: 'Fel-id att uppge om du hör av dig:',
      home: 'Till startsidan',
    },
  },
  en: {
    name: 'Kvittens',
    skip: 'Skip to content',
    nav: {
      label: 'Main menu',
      home: 'Home',
      hand: 'Hand in a file',
      submissions: 'Submissions',
      support: 'Support',
      start: 'About the service',
      status: 'Service status',
    },
    account: {
      as: 'Logged in as',
      logIn: 'Log in',
      logOut: 'Log out',
    },
    company: {
      for: 'You act for',
      choose: 'Choose company',
      changeTo: 'Change to {name}',
      all: 'Show all companies',
    },
    language: { label: 'Language', change: 'Svenska' },
    band: {
      label: 'Messages',
      test: 'Test environment – nothing is sent to Försäkringskassan',
      portal: 'There is a disruption. Right now you cannot log in or hand in files.',
      relay:
        'Right now no files are passed on to Försäkringskassan. You can hand in files as usual. We send them when the fault has been mended.',
      more: 'Read the service status',
    },
    footer: {
      label: 'Footer',
      notFk:
        'Kvittens is not Försäkringskassan’s website. It receives files from employers and passes them on to Försäkringskassan, the Swedish Social Insurance Agency.',
      accessibility: 'Accessibility statement',
      privacy: 'Personal data',
      contact: 'Contact',
      status: 'Service status',
      partner: 'Questions about cases: Försäkringskassan’s customer centre for partners, {phone}.',
    },
    session: {
      title: 'You will soon be logged out',
      warning:
        'You will be logged out in {minutes, plural, =0 {less than a minute} one {# minute} other {# minutes}}, as you have not done anything for a while.',
      lastWarning:
        'You will be logged out in {minutes, plural, =0 {less than a minute} one {# minute} other {# minutes}}. A login lasts 12 hours at most, so you need to log in again then.',
      keeps: 'What you have chosen on this page stays as long as you stay here.',
      stay: 'Stay logged in',
      failed: 'Your login could not be extended. Check that you are connected to the internet and try again.',
      endedTitle: 'You have been logged out',
      ended: 'This page is as you left it. Log in in a new tab and then go on here.',
      logIn: 'Log in in a new tab',
      close: 'Close',
    },
    errorSummary: { title: 'Something needs to be corrected' },
    copy: { done: 'Copied', failed: 'Could not copy. Select the text instead.' },
    steps: { done: 'done' },
    notFound: {
      title: 'This page does not exist',
      text: 'The address is wrong, or what was here belongs to another company than the one you act for.',
      home: 'To the start page',
    },
    error: {
      title: 'Something went wrong at our end',
      text: 'The fault has been recorded. Nothing that you already have a reference number for has been lost.',
      again: 'Try again',
      id: 'Error id to quote if you contact us:',
      home: 'To the start page',
    },
  },
} as const
