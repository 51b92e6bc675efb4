/** Home: what needs me, what is on its way, and what went last. */
export const homeTexts = {
  sv: {
    title: 'Hem',
    hand: 'Lämna en fil',
    all: 'Visa alla',
    waiting: {
      title: 'Behöver dig',
      none: 'Inget väntar på dig just nu.',
      doing: {
        answer: 'Skriv in svaret',
        resend: 'Skicka igen',
        again: 'Lämna in igen',
        correct: 'Rätta',
        compare: 'Läs svaren',
        open: 'Öppna',
      },
    },
    lastDay: {
      coming: 'Sista dag',
      past: 'Sista dag var',
    },
    underWay: { title: 'På väg till Försäkringskassan' },
    last: {
      title: 'Senast lämnat',
      caption: 'Det senast lämnade, nyast först',
      all: 'Visa alla inlämningar',
      file: 'Fil',
      handedIn: 'Inlämnad',
      state: 'Läge',
      empty: 'Här står det som har lämnats för {employer}, med läge och kvittens.',
      emptyNext: 'Lämna den första filen så syns den här.',
      none: 'Inget har kommit fram än.',
    },
  },
  en: {
    title: 'Home',
    hand: 'Hand in a file',
    all: 'Show all',
    waiting: {
      title: 'Needs you',
      none: 'Nothing is waiting for you right now.',
      doing: {
        answer: 'Enter the answer',
        resend: 'Send again',
        again: 'Hand in again',
        correct: 'Correct',
        compare: 'Read the answers',
        open: 'Open',
      },
    },
    lastDay: {
      coming: 'Last day',
      past: 'The last day was',
    },
    underWay: { title: 'On its way to Försäkringskassan' },
    last: {
      title: 'Last handed in',
      caption: 'What was handed in last, newest first',
      all: 'Show all submissions',
      file: 'File',
      handedIn: 'Handed in',
      state: 'State',
      empty: 'Here stands what has been handed in for {employer}, with its state and receipt.',
      emptyNext: 'Hand in the first file and it will show here.',
      none: 'Nothing has arrived yet.',
    },
  },
} as const
