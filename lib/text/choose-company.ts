/** Choosing whom one acts for. */
export const chooseCompanyTexts = {
  sv: {
    title: 'Vilket företag gäller det?',
    lead: 'Välj vem du agerar för. Du kan byta när som helst, högst upp på sidan.',
    list: 'Företag du får agera för',
    choose: 'Välj<hidden> {name}</hidden>',
    goOn: 'Fortsätt<hidden> med {name}</hidden>',
    current: 'Valt nu',
    until: 'till och med {date}',
    faultTitle: 'Företaget gick inte att välja',
    missing: {
      title: 'Saknas ditt företag?',
      access: 'Be företagets behörighetsadministratör att ge dig behörighet. Är du ombud kan din fullmakt ha gått ut.',
      join: 'Är företaget inte anslutet?',
      joinLink: 'Anslut ditt företag',
    },
    none: {
      title: 'Du har ingen behörighet än',
      text: 'Du är inloggad, men inget företag har gett dig behörighet att lämna filer.',
    },
  },
  en: {
    title: 'Which company is this for?',
    lead: 'Choose the company you act for. You can change at any time, at the top of the page.',
    list: 'Companies you may act for',
    choose: 'Choose<hidden> {name}</hidden>',
    goOn: 'Continue<hidden> with {name}</hidden>',
    current: 'Selected now',
    until: 'until {date}',
    faultTitle: 'The company could not be chosen',
    missing: {
      title: 'Is your company missing?',
      access:
        'Ask your company’s access administrator to give you access. If you are a representative, your mandate may have ended.',
      join: 'Has the company not joined yet?',
      joinLink: 'Join with your company',
    },
    none: {
      title: 'You have no access yet',
      text: 'You are logged in, but no company has given you the right to hand in files.',
    },
  },
} as const
