// Pins must not hide each other: places of one town share a few pixels of a département. Each pin is pushed, as little
// as it takes, until `apart` pixels part any two; a line ties it to its true point.
const ROUNDS = 80;

/** Points `{x, y}` in pixels → what to add to each, `{x, y}`. The same points always give the same answer. */
export const spread = (points, apart) => {
  const at = points.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    for (let i = 0; i < at.length; i += 1) {
      for (let j = i + 1; j < at.length; j += 1) {
        let dx = at[j].x - at[i].x;
        let dy = at[j].y - at[i].y;
        let distance = Math.hypot(dx, dy);
        if (distance >= apart - 0.5) continue;
        if (distance < 0.01) {
          // One and the same point: a direction of its own for each pair, by the golden angle.
          dx = Math.cos(2.4 * j + i);
          dy = Math.sin(2.4 * j + i);
          distance = 1;
        }
        const push = (apart - Math.min(distance, apart)) / 2 / distance;
        at[i].x -= dx * push;
        at[i].y -= dy * push;
        at[j].x += dx * push;
        at[j].y += dy * push;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return at.map(({ x, y }, i) => ({ x: x - points[i].x, y: y - points[i].y }));
};
