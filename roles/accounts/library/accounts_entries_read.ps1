#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        domain_server = @{ type = 'str'; required = $true }
        domain_username = @{ type = 'str'; required = $true }
        domain_password = @{ type = 'str'; required = $true; no_log = $true }
        base = @{ type = 'str'; required = $true }
        filter = @{ type = 'str'; required = $true }
        attributes = @{ type = 'list'; elements = 'str'; required = $true }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$names = @($module.Params.attributes)

# Not ConvertTo-SecureString: where PowerShell is told to log what cmdlets are given, the password would be in that log.
$secret = New-Object -TypeName System.Security.SecureString
foreach ($letter in $module.Params.domain_password.ToCharArray()) {
    $secret.AppendChar($letter)
}
$with = @{
    Server = $module.Params.domain_server
    Credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $module.Params.domain_username, $secret
}

# What a failed search says names the base or the server, never a person.
try {
    Import-Module -Name ActiveDirectory
    $asked = @{
        LDAPFilter = $module.Params.filter
        SearchBase = $module.Params.base
        SearchScope = 'Subtree'
        Properties = $names
    }
    $found = @(Get-ADObject @with @asked)
}
catch {
    $module.FailJson("The directory could not be searched: $($_.Exception.Message)")
}

# As an LDAP search tells it: text, one value bare and several as a list.
$results = foreach ($entry in $found) {
    $told = @{ dn = [string]$entry.DistinguishedName }
    foreach ($name in $names) {
        $property = $entry.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value) {
            $values = @($property.Value | ForEach-Object { [string]$_ })
            $told[$name] = if ($values.Count -eq 1) { $values[0] } else { $values }
        }
    }
    $told
}
$module.Result.results = @($results)
$module.ExitJson()
