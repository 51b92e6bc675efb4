/** The operator's desk: what waits for an operator, and applications to join. */
export const deskTexts = {
  sv: {
    title: 'Drift',
    lead: 'Det som väntar på dig som driver portalen.',
    joining: {
      title: 'Anslutningar',
      waiting:
        '{count, plural, =0 {Ingen ansökan väntar på beslut.} one {# ansökan väntar på beslut.} other {# ansökningar väntar på beslut.}}',
    },
  },
  en: {
    title: 'Operation',
    lead: 'What waits for you who run the portal.',
    joining: {
      title: 'Applications to join',
      waiting:
        '{count, plural, =0 {No application waits for a decision.} one {# application waits for a decision.} other {# applications wait for a decision.}}',
    },
  },
} as const
