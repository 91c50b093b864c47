//! The colour profile of every document: sRGB, computed here, so that no third-party profile has to be licensed.

/// XYZ of the white point and of the primaries, adapted to D50 (IEC 61966-2-1, Bradford).
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];
const RED: [f64; 3] = [0.43607, 0.22249, 0.01392];
const GREEN: [f64; 3] = [0.38515, 0.71687, 0.09708];
const BLUE: [f64; 3] = [0.14307, 0.06061, 0.71410];
/// Bradford matrix from D65 to D50.
const ADAPTATION: [f64; 9] = [1.04788, 0.02292, -0.05022, 0.02960, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
/// The sRGB curve as ICC parametric function 3: exponent, slope, offset, linear slope, threshold.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];

/// A complete ICC 4.2 display profile.
pub(super) fn srgb() -> Vec<u8> {
    let curve = [&b"para\0\0\0\0\0\x03\0\0"[..], &fixed(&CURVE)].concat();
    let entries: [(&[&[u8; 4]], Vec<u8>); 8] = [
        (&[b"desc"], text("sRGB")),
        (&[b"cprt"], text("No copyright, use freely")),
        (&[b"wtpt"], numbers(b"XYZ ", &WHITE)),
        (&[b"chad"], numbers(b"sf32", &ADAPTATION)),
        (&[b"rXYZ"], numbers(b"XYZ ", &RED)),
        (&[b"gXYZ"], numbers(b"XYZ ", &GREEN)),
        (&[b"bXYZ"], numbers(b"XYZ ", &BLUE)),
        (&[b"rTRC", b"gTRC", b"bTRC"], curve),
    ];
    let count: usize = entries.iter().map(|(signatures, _)| signatures.len()).sum();
    let base = 128 + 4 + 12 * count;
    let (mut table, mut body) = (length(count).to_vec(), Vec::new());
    for (signatures, data) in entries {
        for signature in signatures {
            table.extend_from_slice(*signature);
            table.extend(length(base + body.len()));
            table.extend(length(data.len()));
        }
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [header(base + body.len()).as_slice(), &table, &body].concat()
}

fn header(size: usize) -> [u8; 128] {
    let mut header = [0; 128];
    header[..4].copy_from_slice(&length(size));
    header[8..24].copy_from_slice(b"\x04\x20\0\0mntrRGB XYZ ");
    header[24..30].copy_from_slice(b"\x07\xea\0\x01\0\x01");
    header[36..40].copy_from_slice(b"acsp");
    header[68..80].copy_from_slice(b"\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d");
    header
}

fn length(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

/// Signed 15.16 fixed-point numbers.
fn fixed(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| ((value * 65536.0).round() as i32).to_be_bytes()).collect()
}

fn numbers(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    [&kind[..], &[0; 4], &fixed(values)].concat()
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [&b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS"[..], &length(units.len()), &28_u32.to_be_bytes(), &units].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_states_its_own_size() {
        let profile = srgb();
        assert_eq!(profile[..4], length(profile.len()));
        assert_eq!(profile.len() % 4, 0);
    }
}
