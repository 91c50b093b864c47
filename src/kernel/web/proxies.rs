//! Who sends a request when it comes through a proxy: rate limits and the log's origin stand on this address.

use std::net::IpAddr;

use ipnet::IpNet;

/// The proxies that are believed when they say whom they speak for. Nobody else is: a visitor can write any header.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Networks (`10.0.0.0/8`) and addresses, separated by commas.
    ///
    /// # Errors
    /// The first part that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let network = |part: &str| {
            let network = part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| part.to_owned())
        };
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }

    /// The sender: from the peer backwards along `X-Forwarded-For`, the first address that is not a proxy of ours.
    #[must_use]
    pub fn sender(&self, peer: IpAddr, forwarded_for: &str) -> IpAddr {
        let mut sender = peer.to_canonical();
        for before in forwarded_for.rsplit(',') {
            if !self.0.iter().any(|network| network.contains(&sender)) {
                break;
            }
            let Ok(address) = before.trim().parse::<IpAddr>() else { break };
            sender = address.to_canonical();
        }
        sender
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_proxies_are_believed() {
        let proxies = Proxies::parse("10.0.0.0/8, 2001:db8::1,192.0.2.7").unwrap();
        let sender = |peer: &str, header: &str| proxies.sender(peer.parse().unwrap(), header).to_string();
        assert_eq!(sender("198.51.100.9", "203.0.113.5"), "198.51.100.9", "a stranger's header is not believed");
        assert_eq!(sender("10.1.2.3", "203.0.113.5"), "203.0.113.5");
        assert_eq!(sender("::ffff:10.1.2.3", "::ffff:203.0.113.5"), "203.0.113.5", "IPv4 in IPv6 is IPv4");
        assert_eq!(
            sender("2001:db8::1", "6.6.6.6, 203.0.113.5, 192.0.2.7"),
            "203.0.113.5",
            "what the sender wrote does not count"
        );
        assert_eq!(sender("10.1.2.3", ""), "10.1.2.3");
        assert_eq!(sender("10.1.2.3", "203.0.113.5, nonsense"), "10.1.2.3");
        assert_eq!(sender("10.1.2.3", "10.9.9.9"), "10.9.9.9", "nothing but proxies: the farthest");
    }

    #[test]
    fn what_is_no_address_is_named() {
        assert_eq!(Proxies::parse("10.0.0.0/8, localhost").unwrap_err(), "localhost");
        assert!(Proxies::parse("").unwrap().0.is_empty());
    }
}
