#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        folders = @{ type = 'list'; elements = 'str'; default = @() }
        accounts = @{ type = 'list'; elements = 'str'; default = @() }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

function Get-Sid {
    param([string]$Account)
    try {
        $name = New-Object -TypeName System.Security.Principal.NTAccount -ArgumentList $Account
        return $name.Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch [System.Security.Principal.IdentityNotMappedException] {
        return $null
    }
}

function Get-Folder {
    param([string]$Path)
    if (-not (Test-Path -LiteralPath $Path -PathType Container)) {
        return @{ path = $Path; sddl = $null }
    }
    $acl = Get-Acl -LiteralPath $Path
    return @{ path = $Path; sddl = $acl.GetSecurityDescriptorSddlForm([System.Security.AccessControl.AccessControlSections]::Access) }
}

$server = Get-SmbServerConfiguration
$dialect = $null
if (@($server.PSObject.Properties.Match('Smb2DialectMin')).Count -gt 0) {
    $dialect = [string]$server.Smb2DialectMin
}
$module.Result.server = @{
    require_signing = [bool]$server.RequireSecuritySignature
    smb1 = [bool]$server.EnableSMB1Protocol
    oldest_dialect = $dialect
}

$shares = foreach ($share in Get-SmbShare) {
    # Windows' own shares are listed, but not all of them can be asked who is let in.
    $entries = @()
    if (-not $share.Special) {
        $entries = foreach ($entry in Get-SmbShareAccess -Name $share.Name) {
            @{
                account = [string]$entry.AccountName
                sid = Get-Sid -Account $entry.AccountName
                right = [string]$entry.AccessRight
                type = [string]$entry.AccessControlType
            }
        }
    }
    @{
        name = [string]$share.Name
        path = [string]$share.Path
        kind = [string]$share.ShareType
        special = [bool]$share.Special
        description = [string]$share.Description
        enumeration = [string]$share.FolderEnumerationMode
        caching = [string]$share.CachingMode
        encrypt = [bool]$share.EncryptData
        access = @($entries)
    }
}
$module.Result.shares = @($shares)

$paths = @($module.Params.folders) + @($shares | ForEach-Object { $_.path })
$folders = foreach ($path in ($paths | Where-Object { $_ } | Select-Object -Unique)) {
    Get-Folder -Path $path
}
$module.Result.folders = @($folders)

$module.Result.sids = @{}
foreach ($account in $module.Params.accounts) {
    $module.Result.sids[$account] = Get-Sid -Account $account
}

# Without File Server Resource Manager there is no such command, and null says so. A quota elsewhere may be named after a pupil.
$module.Result.quotas = $null
if (Get-Command -Name Get-FsrmQuota -ErrorAction SilentlyContinue) {
    $quotas = foreach ($quota in Get-FsrmQuota | Where-Object { $paths -contains $_.Path }) {
        $thresholds = foreach ($threshold in $quota.Threshold | Where-Object { $_ }) {
            @{
                percent = [int]$threshold.Percentage
                ours = [bool](@($threshold.Action | Where-Object { $_.Body -like '*ictops*' }).Count)
            }
        }
        @{
            path = [string]$quota.Path
            size_mib = [long][Math]::Floor($quota.Size / 1048576)
            used_mib = [long][Math]::Floor($quota.Usage / 1048576)
            soft = [bool]$quota.SoftLimit
            disabled = [bool]$quota.Disabled
            thresholds = @($thresholds)
        }
    }
    $module.Result.quotas = @($quotas)
}

$module.ExitJson()
