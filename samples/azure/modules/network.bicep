// A virtual network with a subnet for the workers and one for the database, which has no address outside it.
param name string
param location string
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [ addressPrefix ] }
  }

  resource workers 'subnets' = {
    name: 'workers'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 23, 0)
      delegations: [ { name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } } ]
    }
  }

  resource database 'subnets' = {
    name: 'database'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 2)
      delegations: [ { name: 'postgres', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } } ]
    }
    // Subnets of one network are changed one after another.
    dependsOn: [ workers ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: '${name}-network'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

output workerSubnetId string = network::workers.id
output databaseSubnetId string = network::database.id
output databaseDnsZoneId string = zone.id
