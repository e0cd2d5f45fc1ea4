export default { title: "Notes", presets: [] };
