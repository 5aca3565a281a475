// Keeps countdowns true while a page stands open; without it the times alone stand there.
const minutes = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", {
  numeric: "auto",
});

const inWords = (milliseconds) => {
  const steps = [["day", 86400000], ["hour", 3600000], ["minute", 60000]];
  const [unit, size] = steps.find(([, length]) => Math.abs(milliseconds) >= length) ?? steps[2];
  return minutes.format(Math.round(milliseconds / size), unit);
};

const refresh = () => {
  for (const time of document.querySelectorAll("time[data-desk-until]")) {
    time.title = inWords(new Date(time.dateTime) - Date.now());
  }
};

refresh();
setInterval(refresh, 30000);
