// Draws the code of an address on the device: ISO/IEC 18004, alphanumeric, versions 1 to 5 at level M. Always with mask 2:
// of one mask for all, it leaves addresses like ours the easiest to read. Readers learn from the code which one it has.
"use strict";
const drawCode = (() => {
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const QUIET = 4; // modules on every side
  // Of each version: bytes of data and of correction in a block, and how many blocks.
  const SIZES = [[16, 10, 1], [28, 16, 1], [44, 26, 1], [32, 18, 2], [43, 24, 2]];
  // Level M and mask 2, with what makes up for smudges.
  const FORMAT = 0x5e7c;
  const two = (number, width) => number.toString(2).padStart(width, 0);

  const bitsOf = (text) => `0010${two(text.length, 9)}${text.replace(/(.)(.?)/g, (_, one, other) => (other
    ? two(SIGNS.indexOf(one) * 45 + SIGNS.indexOf(other), 11) : two(SIGNS.indexOf(one), 6)))}`;
  const filled = (bits, room) => {
    const ended = `${bits}0000`.slice(0, room);
    return ended.padEnd(Math.ceil(ended.length / 8) * 8, 0).padEnd(room, "1110110000010001");
  };

  // Reed and Solomon, over the field of 256 whose polynomial is 0x11d.
  const times = (one, other) => {
    let product = 0;
    for (; other; other >>= 1) {
      if (other & 1) product ^= one;
      one = one << 1 ^ (one >> 7) * 0x11d;
    }
    return product;
  };
  const correction = (data, count) => {
    let factors = [1];
    for (let root = 1; factors.length <= count; root = times(root, 2)) {
      factors = [...factors, 0].map((factor, at) => factor ^ times(factors[at - 1], root));
    }
    return data.reduce((rest, byte) => {
      const lead = rest[0] ^ byte;
      return factors.slice(1).map((factor, at) => rest[at + 1] ^ times(factor, lead));
    }, []);
  };
  const woven = (blocks) => blocks[0].flatMap((_, at) => blocks.map((block) => two(block[at], 8))).join("");

  const laid = (bits, version) => {
    const side = 17 + 4 * version, end = side - 1;
    const grid = Array.from({ length: side }, () => Array(side).fill());
    const square = (x, y, rings) => grid.forEach((row, at) => row.forEach((_, next) => {
      row[next] ??= rings[Math.max(Math.abs(next - x), Math.abs(at - y))];
    }));
    square(3, 3, "11010");
    square(end - 3, 3, "11010");
    square(3, end - 3, "11010");
    if (version > 1) square(end - 6, end - 6, "101");
    grid[end - 7][8] = 1;
    for (let at = 0; at < 15; at += 1) {
      const bit = FORMAT >> at & 1;
      if (at < 8) grid[at + (at > 5)][8] = grid[8][end - at] = bit;
      else grid[8][14 - at + (at < 9)] = grid[end - 14 + at][8] = bit;
    }
    for (let at = 8; at < end - 7; at += 1) grid[6][at] = grid[at][6] = (at + 1) % 2;
    let place = 0;
    for (let right = end, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
      for (let step = 0; step < side; step += 1) {
        for (const x of [right, right - 1]) grid[up ? end - step : step][x] ??= (bits[place++] || 0) ^ !(x % 3);
      }
    }
    return grid;
  };

  // The side of the drawing and the path of its dark modules; nothing where the text does not fit.
  return (text) => {
    const bits = bitsOf(text), version = SIZES.findIndex(([data, , count]) => bits.length <= data * count * 8) + 1;
    if (!version || [...text].some((sign) => !SIGNS.includes(sign))) return null;
    const [data, more, count] = SIZES[version - 1];
    const bytes = filled(bits, data * count * 8).match(/.{8}/g).map((byte) => parseInt(byte, 2));
    const blocks = Array.from({ length: count }, (_, at) => bytes.slice(at * data, (at + 1) * data));
    const grid = laid(woven(blocks) + woven(blocks.map((block) => correction(block, more))), version);
    const path = grid.map((row, y) => row.map((dark, x) => (+dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")).join(""));
    return { side: grid.length + 2 * QUIET, path: path.join("") };
  };
})();
